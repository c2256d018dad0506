"""First names that are common where our users live, and children's words for family.

A name tells whose a device is even where its form does not ("Lucias-MacBook-Air", "USB LUCIA"). Names that are as often the name
of a product ("Max", "Nova", "Alexa") are left out on purpose: nobody could see the device then. Without accents, in small
letters. Facts, written by hand on 2026-11-29 (the names are those of INE's, Idescat's, IGE's, Eustat's and INSEE's lists).
"""

from __future__ import annotations

from typing import Final

FIRST_NAMES: Final = frozenset(
    """
    aaron abdel abdellah abel abigail abraham abril ada adam adela adelina adnan adolfo adria adrian adriana adriano afonso
    africa agata agathe agnes agueda agustin agustina ahmed aicha aida aimar aina ainara ainhoa ainhoe ainoa aintzane aisha
    aitana aitor aixa alan alba albert alberta alberto alejandra alejandro aleix alessandro alessia alex alexandra alexandre
    alexandru alexia alfonso alfredo ali alice alicia alina aline alison alma almudena alonso alvaro alyssa amadou amaia
    amalia amanda amaya ambre amelia amelie amina amine amir amparo ana anabel anais anas andere andoni andrea andreas andrei
    andrej andres andreu andrew ane angel angela angeles angelica angelina angels anibal anita anna annabel anne annette
    anouk anton antonella antoni antonia antonio antxon anxo ariadna arianna arkaitz arlet arnau arnaud arthur artur arturo
    asier asma astrid asuncion aurelie aurora axel ayoub aziz barbara bartolome bartomeu basilio beatriu beatriz begona begonya
    belen ben benat benito benjamin bernardo bernat berta biel bilal blanca boris borja brahim brais branca breixo brian bruno
    camila camille camilo candela candelaria caridad carla carles carlos carlota carme carmela carmen carolina caroline
    catalina catarina caterina catherine cayetana cecilia celestino celia celine cesar charlotte chiara chloe chris
    christian christina christine christoph ciara clara claude claudia clemence clemente concepcion concha conchita
    constantin cristian cristiano cristina cristobal cristofer daniel daniela danielle dario david davide davinia dayana debora
    denis diana didac diego diogo dolores domingo domenec dominique dorleta dylan edith edoardo edorta edu eduard eduardo
    edurne eider elena eleonora eli elias elisa elisabet elisabeth elizabeth eloi eloise elvira emilia emilie emiliano emilio
    emily emma emmanuel endika eneko enric enrique enzo erick erika ernest ernesto esteban estefania estel estela ester esther
    estibaliz estrella ethan eugenia eugenio eulalia eusebio eva evelin evelyn fabian fabio fabiola fatima fatou fatoumata
    federico felipe felix fermin fernanda fernando ferran fidel filipa filipe florence florentina florian francesc francesca
    francesco francina francisca francisco franck frank franz frederic frederik gabriel gabriela gabrielle gael gaizka garazi
    gema gemma genis genoveva georg george georgina gerard gerardo german gertrudis gheorghe gianni gilberto ginebra giovanni
    giulia giuseppe gloria gonzalo gorka graciela greta gregorio gustavo guadalupe guido guillem guillermo guillaume hamza
    hanna hannah hans harry hassan hector heidi heike helena helene helga henri henrique henry hermann hiba hicham hodei hugo
    iago ian ianire ibai ibrahim idoia ignacio ignasi igor ihsan iker iman imane imanol imma inaki ines ingrid inma
    inmaculada iolanda ione irati irene irina irma isaac isabel isabella isidoro isidre isidro ismael israel itsaso itziar
    iulia ivan ivana ivet ivette ixchel izan izaro izaskun jacinto jacob jacqueline jaime jakob jamal james jamila jan
    jana jane janire jaume javi javier jean jennifer jeremy jerome jesica jessica jesus joan joana joanna joao joaquim joaquin
    joel johanna john jon jonas jonathan jone jordi jorge jorgina jose josefa josefina josep joseph joshua josu josune juan
    juana juanjo jules julia julian juliana julie julien juliette julio julius justina jurgen kader kaiet karim karima karin
    karina karl karla kathrin katia katrin kepa kerman kevin khadija khalid kilian klaus koldo konstantin lahcen laia laila
    lara lars laura laurent lea leandro leila leire leonardo leonie leonor leticia leyre lidia liam lila lilian liliana
    lina lisa lluc lluis llum lola lolita lorena lorenzo loreto louis louise lourdes luana luca lucas lucia luciana luciano
    lucie lucien luigi luis luisa lukas luke luz lydia madalena maddi magali magda magdalena mahmoud maialen maider maike
    maite maitane malak malen mamadou manel manoel manoli manolo manon manuel manuela mar marc marcel marcela marcelino marcelo
    marcos margalida margarida margarita margaux margot mari maria mariajo mariam mariana mariano maribel marie mariluz marina
    mario marisa marisol mariona marius markel marlene marta martha marti martin martina martine mary maryam massimo
    mateo mateu mathieu mathilde mathis matias matilde matteo matthew matthias maurice mauricio maxime mayte melania melanie
    melisa melissa mercedes merce meritxell mia micaela michael michel michelle miguel mihai mikel milagros milan mila mireia
    miren mireya miriam mohamed mohammed moises monica montserrat montse mostafa moussa muhammad murilo mustafa myriam nabil
    nacho nadia naiara najat nara natalia nathalie nayara neizan nekane nerea nestor neus nicola nicolas nicole nicoleta nieves
    nil noa noah noel noelia noemi nora noura nouria nuno nuria nuria octavio odile ohiana oihan oihana oihane oiane olatz
    olga olivia olivier omar ona oriol orlando oscar osama oscar oumaima ousmane pablo paco paloma pamela paola paolo pascal
    pascual patri patrice patricia patrick patxi pau paul paula paulina pauline paulo pedro peio pep pepa pepe pepi pepita
    pere peter petra philip philippe pierre pietro pilar placido pol quique quim rachid rachel rafa rafael rafaela raimon
    rainer raissa ramiro ramon raquel raul rayan rebeca rebecca regina remedios renata renato renee ricard ricardo richard
    rita robert roberta roberto rocio rodrigo roger rogelio roman romina roque rosalia rosana rosanna rosario rosaura rosendo
    roser ruben rut ruth ryan saad sabine sabrina saioa salma salvador salvadora samia samir samira samuel samira sandra
    santi santiago santino sara sarah saray saul sebastian sebastien selena serena serge sergi sergio severino sheila siham
    silvestre silvia simon simona simone sofia sofiane soledad sonia sophie soraya stefan stefania stefano steffi stephane
    stephanie stephen steven suleiman susana susanna susanne sven svetlana sylvie tamara tania tatiana telmo teo teresa terese
    thea theo thiago thomas tiago tobias tomas tomeu toni trini txema uxia unai unax urko urtzi ursula uwe uxue valentin
    valentina valeria valerie vanesa vanessa vasile vera veronica veronique vicens vicenta vicente vicent victor victoria
    vincent vincenzo violeta virginia virginie vlad walid wolfgang xabi xabier xana xavi xavier xiana xoan xoel xose xosefa
    yago yaiza yamila yanira yasmin yasmina yassin yeray yolanda youssef ysabel yvonne zahra zaida zaira zakaria zineb zoe
    zoraida zurine zuzana
    """.split()  # noqa: SIM905 - a list of words reads best as words
)

FAMILY: Final = frozenset(
    """
    abuela abuelo aita aitona ama amama amatxu avia avo bisabuela cunada cunado dad daddy granddad grandma grandpa granny
    hermana hermano iaia iaio madre maman mama mami mamie mom mum mummy mutti nana oma opa padre papa papi papy prima primo
    sobrina sobrino suegra suegro tia tieta tio vater vati yaya yayo
    """.split()  # noqa: SIM905
)
"""Words by which a family calls its members; people near it know who is meant."""
